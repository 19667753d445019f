using System.Data;
using System.Globalization;
using Bureau.Kernel.Clients;
using Dapper;
using Microsoft.Data.SqlClient;

namespace Bureau.Kernel.Data;

/// <summary>How values stand in columns: dates as DATE or YYYY-MM-DD, instants as UTC with microseconds, client ids as BIGINT.</summary>
internal static class TypeHandlers
{
    public const string InstantFormat = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    static TypeHandlers()
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset));
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset?));
        SqlMapper.RemoveTypeMap(typeof(DateOnly));
        SqlMapper.RemoveTypeMap(typeof(DateOnly?));
        SqlMapper.AddTypeHandler(new InstantHandler());
        SqlMapper.AddTypeHandler(new DayHandler());
        SqlMapper.AddTypeHandler(new ClientIdHandler());
    }

    /// <summary>Registers the handlers, once.</summary>
    public static void Register() { }

    /// <summary>A value as the engine's driver takes it.</summary>
    public static object ToColumn(object? value, bool sqlServer) => value switch
    {
        null => DBNull.Value,
        ClientId id => id.Value,
        DateTimeOffset instant => sqlServer ? instant.UtcDateTime : instant.UtcDateTime.ToString(InstantFormat, CultureInfo.InvariantCulture),
        DateOnly day => sqlServer ? day.ToDateTime(TimeOnly.MinValue) : day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        bool flag => sqlServer ? flag : flag ? 1L : 0L,
        Enum e => e.ToString(),
        _ => value,
    };

    private sealed class InstantHandler : SqlMapper.TypeHandler<DateTimeOffset>
    {
        public override DateTimeOffset Parse(object value) => value switch
        {
            string text => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal),
            DateTime utc => new DateTimeOffset(DateTime.SpecifyKind(utc, DateTimeKind.Utc)),
            _ => (DateTimeOffset)value,
        };

        public override void SetValue(IDbDataParameter parameter, DateTimeOffset value)
        {
            var sqlServer = parameter is SqlParameter;
            parameter.DbType = sqlServer ? DbType.DateTime2 : DbType.String;
            parameter.Value = ToColumn(value, sqlServer);
        }
    }

    private sealed class DayHandler : SqlMapper.TypeHandler<DateOnly>
    {
        public override DateOnly Parse(object value) => value switch
        {
            string text => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture),
            DateTime day => DateOnly.FromDateTime(day),
            _ => (DateOnly)value,
        };

        public override void SetValue(IDbDataParameter parameter, DateOnly value)
        {
            var sqlServer = parameter is SqlParameter;
            parameter.DbType = sqlServer ? DbType.Date : DbType.String;
            parameter.Value = ToColumn(value, sqlServer);
        }
    }

    private sealed class ClientIdHandler : SqlMapper.TypeHandler<ClientId>
    {
        public override ClientId Parse(object value) => new(Convert.ToInt64(value, CultureInfo.InvariantCulture));

        public override void SetValue(IDbDataParameter parameter, ClientId value)
        {
            parameter.DbType = DbType.Int64;
            parameter.Value = value.Value;
        }
    }
}

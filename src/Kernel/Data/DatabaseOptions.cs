namespace Bureau.Kernel.Data;

public enum Engine { Sqlite, SqlServer }

/// <summary>Configuration section <c>Database</c>.</summary>
public sealed class DatabaseOptions
{
    public const string Section = "Database";

    /// <summary><c>Sqlite</c> (embedded, the default) or <c>SqlServer</c>.</summary>
    public Engine Provider { get; set; } = Engine.Sqlite;

    /// <summary>Embedded store: the folder that holds one file per module.</summary>
    public string Folder { get; set; } = "data";

    /// <summary>SQL Server: the connection string.</summary>
    public string? ConnectionString { get; set; }
}

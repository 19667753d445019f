using System.Globalization;
using System.Text.Json;
using Bureau.Kernel.Data;

namespace Bureau.Payroll.Certificates;

/// <summary>What a released run states about itself. Each statement sets two figures side by side that were found in different ways.</summary>
internal sealed record RunCertificate(IReadOnlyList<CertificateStatement> Statements)
{
    public bool Holds => Statements.All(s => s.Holds);

    public IEnumerable<CertificateStatement> Broken => Statements.Where(s => !s.Holds);

    public string ToJson() => JsonSerializer.Serialize(this.Statements);

    public static RunCertificate FromJson(string json) => new(JsonSerializer.Deserialize<List<CertificateStatement>>(json)!);

    /// <summary>Null where none was issued.</summary>
    public static async Task<RunCertificate?> FindAsync(DbSession db, long runId, CancellationToken ct = default) =>
        await db.ScalarAsync<string?>("select body from payroll.certificate where client_id = @Client and pay_run_id = @RunId", new { RunId = runId }, ct) is { } json ? FromJson(json) : null;
}

/// <param name="Key">Stable name, e.g. <c>net_pay_paid</c>.</param>
/// <param name="Kind"><c>money</c> (figures are minor units), <c>count</c> or <c>seal</c>.</param>
/// <param name="LeftLabel">Where the first figure is from, in words.</param>
internal sealed record CertificateStatement(string Key, string Label, string Kind, string LeftLabel, string Left, string RightLabel, string Right)
{
    public bool Holds => Left == Right;

    public static CertificateStatement Money(string key, string label, string leftLabel, long left, string rightLabel, long right) => new(key, label, "money", leftLabel, Text(left), rightLabel, Text(right));

    public static CertificateStatement Count(string key, string label, string leftLabel, long left, string rightLabel, long right) => new(key, label, "count", leftLabel, Text(left), rightLabel, Text(right));

    private static string Text(long figure) => figure.ToString(CultureInfo.InvariantCulture);
}

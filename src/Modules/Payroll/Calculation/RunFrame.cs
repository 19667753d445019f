using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using Bureau.Jurisdictions;
using Bureau.Onboarding.Contracts;
using Bureau.Payroll.PayRuns;

namespace Bureau.Payroll.Calculation;

/// <summary>What is the same for everybody in a run, frozen with it: period, rule pack, employer. Equal frames have equal bytes.</summary>
internal sealed record RunFrame
{
    private static readonly JsonSerializerOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public required string Country { get; init; }
    public required string PackVersion { get; init; }
    public required string Currency { get; init; }
    public required string Frequency { get; init; }
    public required DateOnly PeriodStart { get; init; }
    public required DateOnly PeriodEnd { get; init; }
    public required DateOnly PayDate { get; init; }
    public required string TaxYear { get; init; }
    public required int PeriodNumber { get; init; }
    public required long LegalEntityId { get; init; }
    public required string EmployerName { get; init; }
    public required IReadOnlyList<string> EmployerAddress { get; init; }
    /// <summary>The pack's employer fields, by name in ordinal order.</summary>
    public required SortedDictionary<string, string> EmployerFields { get; init; }

    public static RunFrame Of(PayRun run, IRulePack pack, LegalEntity employer) => new()
    {
        Country = pack.Country,
        PackVersion = pack.Version,
        Currency = pack.Currency,
        Frequency = run.Frequency,
        PeriodStart = run.PeriodStart,
        PeriodEnd = run.PeriodEnd,
        PayDate = run.PayDate,
        TaxYear = run.TaxYear,
        PeriodNumber = run.PeriodNumber,
        LegalEntityId = employer.Id,
        EmployerName = employer.Name,
        EmployerAddress = employer.Address,
        EmployerFields = new(employer.Fields.ToDictionary(f => f.Key, f => f.Value), StringComparer.Ordinal),
    };

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, s_json);

    public static RunFrame FromBytes(ReadOnlySpan<byte> bytes) => JsonSerializer.Deserialize<RunFrame>(bytes, s_json)!;

    public byte[] Hash() => SHA256.HashData(ToBytes());
}

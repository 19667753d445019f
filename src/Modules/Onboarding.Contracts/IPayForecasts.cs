using Bureau.Kernel.Clients;

namespace Bureau.Onboarding.Contracts;

/// <summary>What facts would do to pay, worked out by the real calculation before anybody decides on them. Implemented by the module that pays.</summary>
public interface IPayForecasts
{
    /// <summary>Compares pay by what is known with pay by what would be known.</summary>
    /// <param name="known">The person with every fact of today, coming ones included.</param>
    /// <param name="changed">The same with the change.</param>
    /// <param name="effectiveFrom">First day on which they differ.</param>
    Task<PayForecast> OfChangeAsync(Client client, EmployeeForPay known, EmployeeForPay changed, DateOnly effectiveFrom, CancellationToken ct = default);
}

/// <param name="Currency">ISO 4217 code of every amount.</param>
/// <param name="Next">The first pay run that is not released and that the change reaches; null where there is none.</param>
/// <param name="Released">Released periods that would have been paid differently, oldest first. They stay as they are.</param>
/// <param name="Notes">What stands in the way of paying, or of reckoning, in words.</param>
public sealed record PayForecast(string Currency, PeriodForecast? Next, IReadOnlyList<PeriodForecast> Released, IReadOnlyList<string> Notes);

/// <summary>One period paid by what is known and by what would be known; minor units.</summary>
public sealed record PeriodForecast(DateOnly PeriodStart, DateOnly PeriodEnd, DateOnly PayDate, long GrossKnown, long GrossChanged, long NetKnown, long NetChanged)
{
    public bool Differs => GrossKnown != GrossChanged || NetKnown != NetChanged;
}

using System.Globalization;

namespace Bureau.Onboarding;

internal static class Phrases
{
    /// <summary>A number with its noun: <c>1 change</c>, <c>3 changes</c>.</summary>
    public static string Count(long number, string one, string many) => number.ToString("N0", CultureInfo.GetCultureInfo("en-GB")) + " " + (number == 1 ? one : many);
}

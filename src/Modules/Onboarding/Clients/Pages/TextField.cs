using Bureau.Onboarding.Contracts;

namespace Bureau.Onboarding.Clients.Pages;

/// <summary>One line of text in a set-up form.</summary>
internal sealed record TextField(string Id, string Label, string? Value, string Hint, int Size, IReadOnlyList<Problem> Problems)
{
    public string? Error => Problems.FirstOrDefault(p => p.Field == Id)?.Message;

    public string? DescribedBy => (Hint.Length > 0, Error is not null) switch
    {
        (true, true) => $"{Id}-hint {Id}-error",
        (true, false) => $"{Id}-hint",
        (false, true) => $"{Id}-error",
        _ => null,
    };
}

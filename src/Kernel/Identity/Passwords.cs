using System.Security.Cryptography;
using Bureau.Kernel.Web;

namespace Bureau.Kernel.Identity;

/// <summary>What a password has to be, and how one is made for somebody else.</summary>
public static class Passwords
{
    /// <summary>Characters.</summary>
    public const int Least = 12, Most = 200;

    /// <summary>How long a password that somebody else gave can be signed in with.</summary>
    public static readonly TimeSpan OneTimeLasts = TimeSpan.FromDays(14);

    /// <summary>The letters of passwords that are tried first.</summary>
    private static readonly string[] Commonest =
        ("password contraseña qwerty qwertyuiop asdfghjkl qazwsxedc zxcvbnm abc abcd abcdef abcdefgh abcdefghijkl abcdefghijklmnopqrstuvwxyz admin administrator root user guest default changeme letmein welcome welcometo " +
         "iloveyou secret topsecret login master test testing hello whatever trustno football baseball liverpool monkey dragon sunshine princess superman spring summer autumn winter " +
         "bureau payroll payslip salary company onetimepassword correcthorsebatterystaple").Split(' ');

    /// <summary>Sixteen characters of about five bits each, none easily taken for another.</summary>
    public static string OneTime() => string.Join('-', RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 16).Chunk(4).Select(part => new string(part)));

    /// <summary>Why the password is no good for this person; null when it is. Digits and signs around a name or a common word, and writing it twice, change nothing.</summary>
    public static string? Fault(string password, string userName, string displayName, Wording words)
    {
        if (password.Length < Least) return words["Use at least {0} characters. Three or four words that have nothing to do with each other are easy to remember.", Least];
        if (password.Length > Most) return words["Use at most {0} characters.", Most];
        var letters = Letters(password);
        if (letters.Length > 0 && new[] { userName, userName.Split('@')[0], displayName }.Any(own => IsNothingBut(Letters(own)))) return words["Do not use your name or your email address: they are tried first."];
        if (letters.Length == 0 || Commonest.Any(IsNothingBut) || password.Distinct().Count() < 5) return words["Choose something that others do not use: this is one of the passwords that are tried first."];
        return null;

        bool IsNothingBut(string word) => word.Length > 0 && letters.Replace(word, "", StringComparison.Ordinal).Length == 0;
    }

    private static string Letters(string text) => string.Concat(text.Where(char.IsLetter)).ToLowerInvariant();
}

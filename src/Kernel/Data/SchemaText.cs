using System.Collections.Concurrent;

namespace Bureau.Kernel.Data;

/// <summary>SQL over the tables that stand in every module's schema (outbox, inbox, jobs, audit): <c>{schema}</c> becomes the module's name.</summary>
internal static class SchemaText
{
    private static readonly ConcurrentDictionary<(string, string), string> Texts = new();

    public static string Of(string schema, string text) => Texts.GetOrAdd((schema, text), static key => key.Item2.Replace("{schema}", key.Item1, StringComparison.Ordinal));
}

using System.Reflection;
using Bureau.Kernel.Data;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace Bureau.Testing;

/// <summary>
/// Runs a test with an <see cref="Engine"/> as its one argument: on the embedded engine always, on SQL Server when BUREAU_TEST_SQLSERVER holds a connection
/// string; without it that half is counted as skipped.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnEachEngineAttribute : DataAttribute
{
    public const string Variable = "BUREAU_TEST_SQLSERVER";

    public static string? ConnectionString => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } value ? value : null;

    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([
            new TheoryDataRow<Engine>(Engine.Sqlite),
            new TheoryDataRow<Engine>(Engine.SqlServer) { Skip = ConnectionString is null ? $"{Variable} is not set" : null },
        ]);

    public override bool SupportsDiscoveryEnumeration() => true;
}

namespace Bureau.Host.Demonstration;

/// <summary>A provider with two clients and some months of history, made through the product's own front doors.</summary>
internal static class Demonstrate
{
    public static Task IfEmptyAsync(IServiceProvider services, IConfiguration configuration, TextWriter output) => Task.CompletedTask;
}

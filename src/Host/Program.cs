using Bureau.Host;
using Bureau.Host.CommandLine;

// bureau [VERB …]: without a verb, serve. The same program is the web host and the command line.
return args is [var verb, ..] && !verb.StartsWith("--", StringComparison.Ordinal) && verb != "serve" || args is ["--help" or "-h", ..]
    ? await Verbs.RunAsync(args)
    : await Serve.RunAsync(args);

/// <summary>Entry point, named for tests that start the host.</summary>
public partial class Program;

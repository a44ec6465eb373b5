using Signpost.Conformance.Storage;
using Xunit.MicrosoftTestingPlatform;
using Xunit.Runner.InProc.SystemConsole;

namespace Signpost.Conformance;

/// <summary>The tests; or, as a child of one of them, a program to be killed.</summary>
internal static class Program
{
    public static Task<int> Main(string[] args) => args switch
    {
        [OofWriter.Command, var file, var lives] => OofWriter.RunAsync(file, lives),
        _ when args.Any(arg => arg is "--server" or "--internal-msbuild-node") => TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions),
        _ => ConsoleRunner.Run(args),
    };
}

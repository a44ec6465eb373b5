namespace Signpost.Discovery;

/// <summary>The words for the end of a run.</summary>
public static class DiscoveryEndWords
{
    extension(DiscoveryEnd end)
    {
        /// <summary>The end in JSON.</summary>
        public string Word => end switch
        {
            DiscoveryEnd.Found => "found",
            DiscoveryEnd.FoundWithoutSettings => "found-without-settings",
            DiscoveryEnd.NotFound => "not-found",
            DiscoveryEnd.LogonRefused => "logon-refused",
            DiscoveryEnd.TimedOut => "timed-out",
            _ => throw new UnreachableException(),
        };
    }
}

using Signpost.Server.Registration;
using Signpost.Sites;

namespace Signpost.Server.Configuration;

/// <summary>Reads what is to become of the SCP.</summary>
internal static class ScpConfigurationReader
{
    public static ScpConfiguration Read(ConfigurationNode node)
    {
        var scp = new ScpConfiguration
        {
            IsPublished = node.Flag("Publish", false),
            IsRetractedOnStop = node.Flag("RetractOnStop", false),
            Name = node.Text("Name") ?? "",
            Organization = node.Text("Organization") ?? "",
            InternalUri = InternalUri(node),
            CheckEvery = node.Time("CheckEvery", new ScpConfiguration().CheckEvery, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)),
            FailuresBeforeWithdrawal = node.Number("FailuresBeforeWithdrawal", new ScpConfiguration().FailuresBeforeWithdrawal, 1, 1000),
            WhenUnhealthy = node.Word("WhenUnhealthy", "drain", "retract", "leave") switch
            {
                "retract" => ScpWithdrawal.Retract,
                "leave" => ScpWithdrawal.Leave,
                _ => ScpWithdrawal.Drain,
            },
            SiteScope = node.Has("AutoDiscoverSiteScope") ? [.. node.List("AutoDiscoverSiteScope").Select(site => new SiteName(site))] : null,
        };
        node.Done();
        return scp;
    }

    private static Uri? InternalUri(ConfigurationNode node)
    {
        const string Key = "AutoDiscoverServiceInternalUri";
        if (node.Text(Key) is not { } text)
        {
            return null;
        }

        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttps && url is { HostNameType: UriHostNameType.Dns, UserInfo: "" })
        {
            return url;
        }

        node.Fault(Key, $"'{text}' is not an https URL with a host's name and without a user's");
        return null;
    }
}

namespace Signpost.Server.Configuration;

/// <summary>Reads how callers prove who they are.</summary>
internal static class LogonReader
{
    public static LogonConfiguration Read(ConfigurationNode node)
    {
        var otherwise = new LogonConfiguration();
        var logon = new LogonConfiguration
        {
            Realm = node.Text("Realm") ?? otherwise.Realm,
            Basic = Basic(node),
            Negotiate = node.Has("Negotiate") ? Negotiate(node.Child("Negotiate")) : null,
            Bearer = node.Has("Bearer") ? Bearer(node.Child("Bearer")) : null,
        };
        node.Done();
        if (logon is { Basic: null, Negotiate: null, Bearer: null })
        {
            node.Fault("Basic", "nobody could log on: leave Basic on, or give Negotiate or Bearer");
        }

        return logon;
    }

    // Basic: false turns it off; a group says how.
    private static BasicConfiguration? Basic(ConfigurationNode node)
    {
        if (node.IsValue("Basic"))
        {
            return node.Flag("Basic", true) ? new BasicConfiguration() : null;
        }

        var basic = node.Child("Basic");
        var read = new BasicConfiguration(
            basic.Time("CacheFor", new BasicConfiguration().CacheFor, TimeSpan.Zero, TimeSpan.FromHours(1)), basic.Host("DefaultDomain"));
        basic.Done();
        return read;
    }

    private static NegotiateConfiguration? Negotiate(ConfigurationNode node)
    {
        var keytab = node.File("Keytab");
        node.Done();
        if (keytab is not null)
        {
            return new NegotiateConfiguration(keytab);
        }

        node.Fault("Keytab", "is missing: the file with the keys of HTTP/ and the names of this CAS");
        return null;
    }

    private static BearerConfiguration? Bearer(ConfigurationNode node)
    {
        var (issuer, audience, claim) = (node.Text("Issuer"), node.Text("Audience"), node.Text("NameClaim") ?? "upn");
        node.Done();
        if (!Uri.TryCreate(issuer, UriKind.Absolute, out var url) || url.Scheme != Uri.UriSchemeHttps || url.UserInfo is not "")
        {
            node.Fault("Issuer", issuer is null ? "is missing: the https URL of the issuer" : $"'{issuer}' is not an https URL without a user name");
            return null;
        }

        if (audience is null)
        {
            node.Fault("Audience", "is missing: for whom tokens must be issued");
            return null;
        }

        return new BearerConfiguration(url, audience, claim);
    }
}

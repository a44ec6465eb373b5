namespace Signpost.Server.Configuration;

/// <summary>Reads where a CAS listens, and by which certificates.</summary>
internal static class ListenReader
{
    public static ListenConfiguration Read(ConfigurationNode node)
    {
        var listen = new ListenConfiguration
        {
            Https = node.EndPoints("Https", 443),
            Http = node.EndPoints("Http", 80),
            Management = node.EndPoints("Management", 9443),
            RedirectHost = node.Host("RedirectHost"),
            DrainFor = node.Time("DrainFor", TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromMinutes(10)),
        };
        node.Done();
        return listen;
    }

    public static CertificateConfiguration? Certificate(ConfigurationNode node)
    {
        var (pem, key, pfx, password) = (node.File("Pem"), node.File("Key"), node.File("Pfx"), node.File("PasswordFile"));
        node.Done();
        switch (pem, pfx)
        {
            case ({ } file, null):
                return new CertificateConfiguration.Pem(file, key ?? file);
            case (null, { } file):
                return new CertificateConfiguration.Pfx(file, password);
            default:
                node.Fault("Pem", "give either Pem (and Key), or Pfx (and PasswordFile)");
                return null;
        }
    }
}

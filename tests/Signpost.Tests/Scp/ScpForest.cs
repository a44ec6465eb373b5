using System.Text;

namespace Signpost.Tests.Scp;

/// <summary>LDIF of SCPs below an empty forest.</summary>
internal sealed class ScpForest
{
    private const string Base = "CN=Configuration,DC=contoso,DC=test";

    private readonly StringBuilder text = new($"dn: {Base}\nobjectClass: configuration\n\n");

    public static string Nothing => new ScpForest().ToString();

    public static string Dn(string cn) => $"CN={cn},CN=Autodiscover,CN=Services,{Base}";

    public ScpForest Url(string cn, string? url, params string[] keywords) => Object(cn, url, ["77378F46-2C66-4AA9-A6A6-3E7A48B19596", .. keywords]);

    public ScpForest Pointer(string cn, string? server, params string[] keywords) => Object(cn, server, ["67661D7f-8FC4-4fa7-BFAC-E1D7794C1F68", .. keywords]);

    public ScpForest Object(string cn, string? binding, string[] keywords, params string[] more)
    {
        text.Append("dn: ").Append(Dn(cn)).Append("\nobjectClass: top\nobjectClass: serviceConnectionPoint\n");
        foreach (var keyword in keywords)
        {
            text.Append("keywords: ").Append(keyword).Append('\n');
        }

        foreach (var line in binding is null ? more : [$"serviceBindingInformation: {binding}", .. more])
        {
            text.Append(line).Append('\n');
        }

        text.Append('\n');
        return this;
    }

    public override string ToString() => text.ToString();
}

using Signpost;
using Signpost.Autodiscover;
using Signpost.Discovery;
using Signpost.Logon;

if (args is not [var text, .. var rest] || !MailboxAddress.TryParse(text, out var address))
{
    Console.Error.WriteLine("usage: FindCas ADDRESS [USER], the user's password on standard input");
    return 2;
}

var client = new SignpostClient(new DiscoveryOptions
{
    Logon = rest is [var user] ? new MailboxLogon.Password(user, new Secret(Console.ReadLine() ?? "")) : null,
});
var report = await client.DiscoverAsync(address, CancellationToken.None);
if (report.Found is not { } cas)
{
    Console.Error.WriteLine(report.Why);
    return 1;
}

Console.WriteLine($"Autodiscover  {cas.Url}");
if (cas.Settings?.UrlOf(CasService.Ews, cas.Vantage) is { } ews && ews.TryUri(out var url))
{
    Console.WriteLine($"EWS           {url}");
}

return 0;

using HostedDiscovery;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Signpost;
using Signpost.Autodiscover;
using Signpost.Logon;

// The host looks for appsettings.json here: beside the program, wherever it is started from.
var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { Args = args, ContentRootPath = AppContext.BaseDirectory });
var mailbox = builder.Configuration.GetSection("Mailbox");
if (!MailboxAddress.TryParse(mailbox["Address"], out var address))
{
    Console.Error.WriteLine("usage: HostedDiscovery --Mailbox:Address=ADDRESS [--Mailbox:User=USER], its password in the environment as Mailbox__Password");
    return 2;
}

builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddSignpost(options => mailbox["User"] is { Length: > 0 } user
    ? options with { Logon = new MailboxLogon.Password(user, new Secret(mailbox["Password"] ?? "")) }
    : options);
builder.Services.AddHostedService(services => ActivatorUtilities.CreateInstance<EndpointWatch>(services, new WatchedMailbox(address)));
await builder.Build().RunAsync();
return 0;

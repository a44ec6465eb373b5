// The peer of the server's benchmark: Kestrel and nothing else, over TLS, that reads a request's body and answers 3 KB.
using System.Globalization;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

if (args is not [var pem, var portText])
{
    Console.Error.WriteLine("BareKestrel CERTIFICATE-AND-KEY.pem PORT");
    return 2;
}

using var loaded = X509Certificate2.CreateFromPemFile(pem, pem);
var answer = new byte[3 * 1024];
Array.Fill(answer, (byte)'x');
var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
builder.Logging.ClearProviders();
builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
{
    kestrel.AddServerHeader = false;
    kestrel.Listen(IPAddress.Loopback, int.Parse(portText, CultureInfo.InvariantCulture), listener => listener.UseHttps(loaded));
});
var app = builder.Build();
app.Run(async exchange =>
{
    var body = new byte[1024];
    while (await exchange.Request.Body.ReadAsync(body) > 0)
    {
    }

    exchange.Response.ContentType = "text/xml; charset=utf-8";
    exchange.Response.ContentLength = answer.Length;
    await exchange.Response.Body.WriteAsync(answer);
});
await app.RunAsync();
return 0;

using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Signpost.Server.Tests.Hosting;

/// <summary>A client that sends exactly the bytes it is told to.</summary>
internal sealed class RawClient : IDisposable
{
    private readonly Socket socket;
    private readonly NetworkStream stream;

    private RawClient(Socket socket) => (this.socket, stream) = (socket, new NetworkStream(socket, ownsSocket: true));

    public Socket Socket => socket;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static async Task<RawClient> ConnectAsync(EndPoint at, int? receiveBuffer = null)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (receiveBuffer is { } size)
        {
            socket.ReceiveBufferSize = size;
        }

        await socket.ConnectAsync(at, Cancelled);
        return new RawClient(socket);
    }

    /// <summary>A request of a client at an address, as a proxy hands it on.</summary>
    public static string Request(string line, string client, params string[] headers) =>
        $"{line} HTTP/1.1\r\nHost: cas1.contoso.test\r\nX-Forwarded-For: {client}\r\nX-Forwarded-Proto: https\r\n{string.Concat(headers.Select(header => header + "\r\n"))}\r\n";

    public async Task<RawClient> SendAsync(string text)
    {
        await stream.WriteAsync(Encoding.Latin1.GetBytes(text), Cancelled);
        return this;
    }

    /// <summary>One answer, its body by its length.</summary>
    public async Task<RawAnswer> HearAsync(bool hasBody = true)
    {
        var status = (await LineAsync()).Split(' ')[1];
        var lines = new List<string>();
        while (await LineAsync() is { Length: > 0 } line)
        {
            lines.Add(line);
        }

        var headers = lines.Select(line => line.Split(':', 2)).ToLookup(pair => pair[0], pair => pair[1].Trim(), StringComparer.OrdinalIgnoreCase);
        return new RawAnswer(int.Parse(status, CultureInfo.InvariantCulture), headers, hasBody ? await BodyAsync(headers) : "");
    }

    /// <summary>All that comes until the server closes.</summary>
    public async Task<string> HearOutAsync()
    {
        var all = new StringBuilder();
        var some = new byte[4096];
        try
        {
            int count;
            while ((count = await stream.ReadAsync(some, Cancelled)) > 0)
            {
                all.Append(Encoding.Latin1.GetString(some, 0, count));
            }
        }
        catch (IOException reset) when (reset.InnerException is SocketException)
        {
            all.Append("(reset)");
        }

        return all.ToString();
    }

    private async Task<string> BodyAsync(ILookup<string, string> headers)
    {
        if (headers["Transfer-Encoding"].FirstOrDefault() is not "chunked")
        {
            return await TextAsync(int.Parse(headers["Content-Length"].FirstOrDefault() ?? "0", CultureInfo.InvariantCulture));
        }

        var body = new StringBuilder();
        while (true)
        {
            var length = int.Parse(await LineAsync(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            body.Append(await TextAsync(length));
            await LineAsync();
            if (length == 0)
            {
                return body.ToString();
            }
        }
    }

    private async Task<string> TextAsync(int length)
    {
        var bytes = new byte[length];
        await stream.ReadExactlyAsync(bytes, Cancelled);
        return Encoding.UTF8.GetString(bytes);
    }

    private async Task<string> LineAsync()
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (line.Length < 2 || line[^2] is not '\r' || line[^1] is not '\n')
        {
            if (await stream.ReadAsync(one, Cancelled) == 0)
            {
                throw new EndOfStreamException($"the server closed the connection after '{line}'");
            }

            line.Append((char)one[0]);
        }

        return line.ToString(0, line.Length - 2);
    }

    public void Dispose() => stream.Dispose();
}

/// <summary>What came back.</summary>
internal sealed record RawAnswer(int Status, ILookup<string, string> Headers, string Body)
{
    public string Header(string name) => string.Join('|', Headers[name]);
}

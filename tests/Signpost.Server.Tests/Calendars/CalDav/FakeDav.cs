using System.Globalization;
using System.Net;
using System.Security;
using System.Text;
using System.Xml.Linq;

namespace Signpost.Server.Tests.Calendars.CalDav;

/// <summary>A CalDAV server without sockets: a home <c>/ann/</c> with the calendar <c>/ann/work/</c>.</summary>
internal sealed class FakeDav : HttpMessageHandler
{
    public const string Calendar = "/ann/work/";

    private static readonly XNamespace Dav = "DAV:";

    private readonly SortedDictionary<string, (string Text, int At)> objects = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> gone = [];
    private int version;

    /// <summary>Whether it knows sync-collection.</summary>
    public bool Syncs { get; set; } = true;

    /// <summary>Whether it says a ctag.</summary>
    public bool Tags { get; set; } = true;

    /// <summary>How many changes it tells at once.</summary>
    public int MostAtOnce { get; set; } = int.MaxValue;

    /// <summary>The oldest state it still knows.</summary>
    public int Oldest { get; set; }

    /// <summary>What is answered instead of an answer.</summary>
    public Func<HttpRequestMessage, HttpResponseMessage?> Instead { get; set; } = _ => null;

    /// <summary>An object that it can't tell just now.</summary>
    public string Broken { get; set; } = "";

    /// <summary>What else is said of the calendar.</summary>
    public string More { get; set; } = "";

    /// <summary>What was asked: method and path; of a multiget, how many.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>Who asked, the last time.</summary>
    public string Authorization { get; private set; } = "";

    public void Put(string name, string text) => objects[name] = (text, ++version);

    public void Delete(string name)
    {
        objects.Remove(name);
        gone[name] = ++version;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Authorization = $"{request.Headers.Authorization}";
        var path = request.RequestUri!.AbsolutePath;
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        Asked.Add(body.Contains("multiget", StringComparison.Ordinal)
            ? string.Create(CultureInfo.InvariantCulture, $"multiget {XDocument.Parse(body).Descendants(Dav + "href").Count()}")
            : $"{(body.Contains("sync-collection", StringComparison.Ordinal) ? "sync" : request.Method.Method)} {path} {request.Headers.GetValues("Depth").Single()}");
        if (Instead(request) is { } instead)
        {
            return instead;
        }

        return (request.Method.Method, path) switch
        {
            ("PROPFIND", "/ann/") => Multistatus(Resource("/ann/", "<d:resourcetype><d:collection/></d:resourcetype>") + (request.Headers.GetValues("Depth").Single() is "1" ? About() : "")),
            ("PROPFIND", Calendar) when request.Headers.GetValues("Depth").Single() is "1" => Multistatus(About() + string.Concat(objects.Keys.Select(Version))),
            ("PROPFIND", Calendar) => Multistatus(About()),
            ("REPORT", Calendar) when body.Contains("sync-collection", StringComparison.Ordinal) => Sync(body),
            ("REPORT", Calendar) => Multistatus(string.Concat(XDocument.Parse(body).Descendants(Dav + "href").Select(href => Object(Uri.UnescapeDataString(href.Value)[Calendar.Length..])))),
            _ => new HttpResponseMessage(HttpStatusCode.NotFound),
        };
    }

    public static HttpResponseMessage Multistatus(string responses, string end = "") => new(HttpStatusCode.MultiStatus)
    {
        Content = new StringContent($"<d:multistatus xmlns:d='DAV:' xmlns:c='urn:ietf:params:xml:ns:caldav' xmlns:s='http://calendarserver.org/ns/'>{responses}{end}</d:multistatus>", Encoding.UTF8, "application/xml"),
    };

    private string About() => Resource(Calendar, "<d:resourcetype><d:collection/><c:calendar/></d:resourcetype>"
        + (Tags ? $"<s:getctag>{version}</s:getctag>" : "") + (Syncs ? $"<d:sync-token>state:{version}</d:sync-token>" : "") + More);

    private string Version(string name) => Resource(Path(name), $"<d:getetag>\"{objects[name].At}\"</d:getetag><d:resourcetype/>");

    private string Object(string name) => name == Broken
        ? $"<d:response><d:href>{Path(name)}</d:href><d:status>HTTP/1.1 500 Internal Server Error</d:status></d:response>"
        : objects.TryGetValue(name, out var one)
        ? Resource(Path(name), $"<d:getetag>\"{one.At}\"</d:getetag><c:calendar-data>{SecurityElement.Escape(one.Text)}</c:calendar-data>")
        : Gone(name);

    private HttpResponseMessage Sync(string body)
    {
        var token = XDocument.Parse(body).Descendants(Dav + "sync-token").Single().Value;
        var since = token is "" ? 0 : int.Parse(token["state:".Length..], CultureInfo.InvariantCulture);
        if (!Syncs || since < Oldest)
        {
            return new HttpResponseMessage(HttpStatusCode.Conflict);
        }

        var changes = objects.Where(one => one.Value.At > since).Select(one => (one.Value.At, Text: Version(one.Key)))
            .Concat(gone.Where(one => one.Value > since && !objects.ContainsKey(one.Key)).Select(one => (At: one.Value, Text: Gone(one.Key)))).OrderBy(one => one.At).ToArray();
        var told = changes.Take(MostAtOnce).ToArray();
        var isAll = told.Length == changes.Length;
        return Multistatus(
            string.Concat(told.Select(one => one.Text)) + (isAll ? "" : $"<d:response><d:href>{Calendar}</d:href><d:status>HTTP/1.1 507 Insufficient Storage</d:status></d:response>"),
            $"<d:sync-token>state:{(isAll ? version : told[^1].At)}</d:sync-token>");
    }

    private static string Path(string name) => Calendar + Uri.EscapeDataString(name);

    private static string Gone(string name) => $"<d:response><d:href>{Path(name)}</d:href><d:status>HTTP/1.1 404 Not Found</d:status></d:response>";

    private static string Resource(string path, string props) =>
        $"<d:response><d:href>{path}</d:href><d:propstat><d:prop>{props}</d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat>"
        + "<d:propstat><d:prop><d:unknown/></d:prop><d:status>HTTP/1.1 404 Not Found</d:status></d:propstat></d:response>";
}

using System.Security;
using System.Text;

namespace Signpost.Server.Calendars.CalDav;

/// <summary>The bodies of questions.</summary>
internal static class DavQuestion
{
    private const string Declaration = "<?xml version=\"1.0\" encoding=\"utf-8\"?>";

    /// <summary>What is it, and which version is it?</summary>
    public const string Collection = Declaration
        + "<d:propfind xmlns:d=\"DAV:\" xmlns:c=\"urn:ietf:params:xml:ns:caldav\" xmlns:s=\"http://calendarserver.org/ns/\"><d:prop>"
        + "<d:resourcetype/><s:getctag/><d:sync-token/><c:supported-calendar-component-set/><c:schedule-calendar-transp/></d:prop></d:propfind>";

    /// <summary>Which versions are in it?</summary>
    public const string Versions = Declaration + "<d:propfind xmlns:d=\"DAV:\"><d:prop><d:resourcetype/><d:getetag/></d:prop></d:propfind>";

    /// <summary>What has changed since a state (RFC 6578 section 3)? "" asks for all.</summary>
    public static string Changes(string token) => Declaration
        + $"<d:sync-collection xmlns:d=\"DAV:\"><d:sync-token>{SecurityElement.Escape(token)}</d:sync-token><d:sync-level>1</d:sync-level><d:prop><d:getetag/></d:prop></d:sync-collection>";

    /// <summary>What is in these (RFC 4791 section 7.9)?</summary>
    public static string Objects(IEnumerable<Uri> urls)
    {
        var body = new StringBuilder(Declaration + "<c:calendar-multiget xmlns:d=\"DAV:\" xmlns:c=\"urn:ietf:params:xml:ns:caldav\"><d:prop><d:getetag/><c:calendar-data/></d:prop>");
        foreach (var url in urls)
        {
            body.Append("<d:href>").Append(SecurityElement.Escape(url.AbsolutePath)).Append("</d:href>");
        }

        return body.Append("</c:calendar-multiget>").ToString();
    }
}

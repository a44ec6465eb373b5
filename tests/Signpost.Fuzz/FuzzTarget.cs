using System.Text;
using Signpost.Autodiscover;
using Signpost.Autodiscover.Autoconfig;
using Signpost.Autodiscover.Json;
using Signpost.Autodiscover.Pox;
using Signpost.Autodiscover.Soap;
using Signpost.Availability;
using Signpost.Directory;
using Signpost.Ews;
using Signpost.MailTips;
using Signpost.Names;
using Signpost.Oof;
using Signpost.Sites;
using Signpost.Transport;

namespace Signpost.Fuzz;

/// <summary>A parser of what strangers send, and how it refuses: whatever else it does with garbage is a bug.</summary>
/// <param name="Name">Also the name of its folder in Corpus/.</param>
/// <param name="Feed">Gives it bytes; the refusals it is allowed are caught inside.</param>
internal sealed record FuzzTarget(string Name, Action<byte[]> Feed)
{
    public static FuzzTarget[] All { get; } =
    [
        new("ldap", bytes => Refusing<LdapFormatException>(() => LdapMessage.ReadAll(bytes))),
        new("netlogon", bytes => Refusing<NetlogonFormatException>(() => NetlogonPing.Read(bytes))),
        new("pox", bytes =>
        {
            _ = PoxCodec.ReadResponse(bytes);
            _ = PoxCodec.ReadRequest(bytes);
        }),
        new("soap", bytes =>
        {
            _ = SoapCodec.ReadRequest(bytes);
            if (SoapCodec.ReadResponse(bytes) is CodecReading<SoapResponse>.Ok { Value: SoapResponse.GetUserSettings answer })
            {
                _ = answer.Users.Select(user => UserSettingsMapping.ToMailbox(user.Settings)).ToArray();
            }
        }),
        new("availability", bytes =>
        {
            if (AvailabilityCodec.ReadRequest(bytes) is EwsRequestReading<FreeBusyRequest>.Ok { Value: { TimeZone: { } zone, FreeBusy: { } view } }
                && TimeWindow.Of(view.Window, zone) is TimeWindow.Ok window)
            {
                _ = MergedFreeBusy.Of([new BusyInterval(window.Start, window.End, BusyType.Busy)], window.Start, window.End, view.IntervalInMinutes);
            }

            _ = AvailabilityCodec.ReadResponse(bytes);
        }),
        new("oof", bytes =>
        {
            _ = OofCodec.ReadRequest(bytes);
            _ = OofCodec.ReadResponse(bytes);
        }),
        new("names", bytes =>
        {
            _ = NamesCodec.ReadRequest(bytes);
            _ = NamesCodec.ReadResponse(bytes);
        }),
        new("mail-tips", bytes =>
        {
            _ = MailTipsCodec.ReadRequest(bytes);
            _ = MailTipsCodec.ReadResponse(bytes);
        }),
        new("json", bytes =>
        {
            _ = JsonCodec.ReadResponse(bytes);
            _ = JsonCodec.ReadRequest(Encoding.UTF8.GetString(bytes));
        }),
        new("autoconfig", bytes => _ = AutoconfigCodec.Read(bytes)),
        new("ldif", bytes => _ = LdifDirectory.Parse(Encoding.Latin1.GetString(bytes), "fuzz")),
        new("dn", bytes => _ = DistinguishedName.TryParse(Encoding.Latin1.GetString(bytes), out _)),
        new("address", bytes => _ = MailboxAddress.TryParse(Encoding.UTF8.GetString(bytes), out _)),
    ];

    /// <summary>The known inputs of this target, whole.</summary>
    public IReadOnlyList<byte[]> Corpus()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "Corpus", Name);
        return [.. System.IO.Directory.GetFiles(folder).Order(StringComparer.Ordinal).Select(Read)];
    }

    private static byte[] Read(string path) => Path.GetExtension(path) is ".hex"
        ? Convert.FromHexString(string.Concat(File.ReadAllText(path).Where(char.IsAsciiHexDigit)))
        : File.ReadAllBytes(path);

    private static void Refusing<T>(Action read)
        where T : Exception
    {
        try
        {
            read();
        }
        catch (T)
        {
            // The refusal itself.
        }
    }
}

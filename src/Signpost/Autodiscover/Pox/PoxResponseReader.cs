using System.Globalization;
using Signpost.Transport;

namespace Signpost.Autodiscover.Pox;

/// <summary>Reads the answer (MS-OXDSCLI, Autodiscover Response).</summary>
/// <remarks>
/// Elements are known by their local names: automx2 and Monogramm put the Response into the namespace of whatever schema was asked for, and old
/// servers answer in 2006 where new ones answer in 2006a. Order is free and what we don't know is skipped, as the EWS Managed API does.
/// </remarks>
internal static class PoxResponseReader
{
    public static CodecReading<PoxResponse> Read(XmlPart root)
    {
        if (root.Name is not "Autodiscover")
        {
            return Bad(root, $"no Autodiscover answer: the root is {root.Name}");
        }

        if (root.Child("Response") is not { } response)
        {
            return Bad(root, "no Response in it");
        }

        // An error stands right in the Response; MS-OXDSCLI allows it inside the Account as well.
        if (response.Child("Error") is { } error)
        {
            return Ok(Error(error));
        }

        if (response.Child("Account") is { } account)
        {
            return Account(response, account);
        }

        return response.Child("Action") is { } action
            ? MobileSyncXml.Read(response, action)
            : Bad(response, "neither Account, Action nor Error in the Response");
    }

    private static CodecReading<PoxResponse> Account(XmlPart response, XmlPart account)
    {
        if (account.Child("Error") is { } error)
        {
            return Ok(Error(error));
        }

        if (account.Child("Action") is not { } action)
        {
            return Bad(account, "no Action in the Account");
        }

        // Compared without case: servers written by hand (mailcow's and its kin) do not all keep Exchange's spelling, and Outlook does not mind.
        return action.Text switch
        {
            var text when CodecXml.Same(text, "settings") => Ok(new PoxResponse.Settings(Settings(response, account))),
            var text when CodecXml.Same(text, "redirectAddr") => Redirect(account, "RedirectAddr", to => new PoxResponse.RedirectAddress(to)),
            var text when CodecXml.Same(text, "redirectUrl") => Redirect(account, "RedirectUrl", to => new PoxResponse.RedirectUrl(new ServiceUrl(to))),
            var text => Bad(action, $"unknown Action '{text}'"),
        };
    }

    private static CodecReading<PoxResponse> Redirect(XmlPart account, string element, Func<string, PoxResponse> response) =>
        account.TextOf(element) is not "" and var target ? Ok(response(target)) : Bad(account, $"a redirect without {element}");

    private static MailboxSettings Settings(XmlPart response, XmlPart account)
    {
        var user = response.Child("User");
        return new MailboxSettings
        {
            DisplayName = user?.TextOf("DisplayName") ?? "",
            LegacyDn = user?.TextOf("LegacyDN") ?? "",
            AutoDiscoverSmtpAddress = FirstOf(user, "AutoDiscoverSMTPAddress", "EMailAddress"),    // the latter from Exchange 2007
            DeploymentId = user?.TextOf("DeploymentId") ?? "",
            MicrosoftOnline = CodecXml.Flag(account.TextOf("MicrosoftOnline")),
            Protocols = [.. account.ChildrenNamed("Protocol").Select(ProtocolXml.Read)],
            AlternativeMailboxes = [.. AlternativeMailboxes(account)],
            PublicFolderAddress = account.Child("PublicFolderInformation")?.TextOf("SmtpAddress") ?? "",
        };
    }

    private static string FirstOf(XmlPart? part, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (part?.TextOf(name) is { Length: > 0 } text)
            {
                return text;
            }
        }

        return "";
    }

    private static IEnumerable<AlternativeMailbox> AlternativeMailboxes(XmlPart account) =>
        account.ChildrenNamed("AlternativeMailbox").Select(other => new AlternativeMailbox
        {
            Type = other.TextOf("Type"),
            DisplayName = other.TextOf("DisplayName"),
            LegacyDn = other.TextOf("LegacyDN"),
            Server = other.TextOf("Server"),
            SmtpAddress = other.TextOf("SmtpAddress"),
            OwnerSmtpAddress = other.TextOf("OwnerSmtpAddress"),
        });

    private static PoxResponse.Error Error(XmlPart error) => new(
        CodecXml.Number(error.TextOf("ErrorCode")) ?? 0,
        error.TextOf("Message"),
        error.TextOf("DebugData"),
        error.Attribute("Time"),
        uint.TryParse(error.Attribute("Id"), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0);

    private static CodecReading<PoxResponse>.Ok Ok(PoxResponse response) => new(response);

    private static CodecReading<PoxResponse>.Bad Bad(XmlPart at, string what) => new(what, at.Line, at.Column);
}

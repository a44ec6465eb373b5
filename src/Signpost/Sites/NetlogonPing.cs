using System.Buffers.Binary;
using System.Net;
using Signpost.Directory;

namespace Signpost.Sites;

/// <summary>The LDAP ping in both directions: the filter that asks, and the value of the attribute <c>netlogon</c> that answers (MS-ADTS section 6.3.3).</summary>
internal static class NetlogonPing
{
    /// <summary>The attribute of the rootDSE to ask for. Samba answers in lower case, whatever was asked.</summary>
    public const string Attribute = "Netlogon";

    private const int TrailerLength = 8;
    private const ushort NoToken = 0xFFFF;      // LmNtToken and Lm20Token, MS-ADTS section 6.3.1.9
    private const ushort FamilyIPv4 = 2;
    private const int AddressLength = 16;

    /// <summary>The filter that asks.</summary>
    public static LdapFilter Filter(NetlogonQuestion question)
    {
        var version = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(version, (uint)question.Version);
        var domain = LdapFilter.Is("DnsDomain", question.Domain);
        var wanted = new LdapFilter.Equal("NtVer", new OctetString(version));
        return question.Host is ""
            ? LdapFilter.AllOf(domain, wanted)
            : LdapFilter.AllOf(domain, LdapFilter.Is("Host", question.Host), wanted);
    }

    /// <summary>What a filter asks, where it is the filter of a ping; what else it names (user, SID) is left aside.</summary>
    public static NetlogonQuestion? ReadFilter(LdapFilter filter)
    {
        if (filter is not LdapFilter.And { All: var all } || all.Any(one => one is not LdapFilter.Equal))
        {
            return null;
        }

        var asked = all.Cast<LdapFilter.Equal>().ToLookup(one => one.Attribute, one => one.Value, StringComparer.OrdinalIgnoreCase);
        return asked["NtVer"].FirstOrDefault() is { Span: { Length: 4 } version }
            ? new NetlogonQuestion(
                asked["DnsDomain"].FirstOrDefault().Text,
                (NetlogonVersion)BinaryPrimitives.ReadUInt32LittleEndian(version),
                asked["Host"].FirstOrDefault().Text)
            : null;
    }

    /// <summary>What the value of <c>netlogon</c> says.</summary>
    /// <exception cref="NetlogonFormatException">It is no answer to a ping.</exception>
    public static NetlogonAnswer Read(ReadOnlySpan<byte> blob)
    {
        if (blob.Length < 2 + TrailerLength)
        {
            throw new NetlogonFormatException("answer is cut off", blob.Length);
        }

        var opcode = (NetlogonOpcode)BinaryPrimitives.ReadUInt16LittleEndian(blob);
        return opcode switch
        {
            NetlogonOpcode.LogonExtended or NetlogonOpcode.PauseExtended or NetlogonOpcode.UserUnknownExtended => ReadExtended(opcode, blob),
            NetlogonOpcode.Primary or NetlogonOpcode.Logon or NetlogonOpcode.Pause or NetlogonOpcode.UserUnknown => new NetlogonAnswer.Older(opcode),
            _ => throw new NetlogonFormatException("unknown opcode", 0),
        };
    }

    /// <summary>The value of <c>netlogon</c> that says this.</summary>
    public static byte[] Write(NetlogonAnswer.Extended answer)
    {
        var blob = new NetlogonNameWriter();
        blob.UInt16((ushort)answer.Opcode);
        blob.UInt16(0);
        blob.UInt32((uint)answer.Flags);
        blob.Bytes(answer.DomainGuid.ToByteArray());
        blob.Domain(answer.Forest);
        blob.Domain(answer.Domain);
        blob.Domain(answer.Host);
        blob.Single(answer.NetbiosDomain);
        blob.Single(answer.NetbiosHost);
        blob.Single(answer.User);
        blob.Single(answer.ServerSite?.Value ?? "");
        blob.Single(answer.ClientSite?.Value ?? "");
        if (answer.Version.HasFlag(NetlogonVersion.WithAddress))
        {
            WriteAddress(blob, answer.Address);
        }

        if (answer.Version.HasFlag(NetlogonVersion.WithClosestSite))
        {
            blob.Single(answer.NextClosest?.Value ?? "");
        }

        blob.UInt32((uint)answer.Version);
        blob.UInt16(NoToken);
        blob.UInt16(NoToken);
        return blob.ToArray();
    }

    private static NetlogonAnswer.Extended ReadExtended(NetlogonOpcode opcode, ReadOnlySpan<byte> blob)
    {
        // What was asked does not decide which fields are there (Samba leaves out what it cannot say): the answer's own version does.
        var version = (NetlogonVersion)BinaryPrimitives.ReadUInt32LittleEndian(blob[^TrailerLength..]);
        var fields = new NetlogonNameReader(blob, blob.Length - TrailerLength);
        fields.Bytes(4);    // opcode and padding
        return new NetlogonAnswer.Extended
        {
            Opcode = opcode,
            Flags = (NetlogonFlags)fields.UInt32(),
            DomainGuid = new Guid(fields.Bytes(16)),
            Forest = fields.Name(),
            Domain = fields.Name(),
            Host = fields.Name(),
            NetbiosDomain = fields.Name(),
            NetbiosHost = fields.Name(),
            User = fields.Name(),
            ServerSite = fields.Site(),
            ClientSite = fields.Site(),
            Address = version.HasFlag(NetlogonVersion.WithAddress) ? ReadAddress(ref fields) : null,
            NextClosest = version.HasFlag(NetlogonVersion.WithClosestSite) ? fields.Site() : null,
            Version = version,
        };
    }

    // A sockaddr_in with the family in the server's byte order and the address in the network's.
    private static IPAddress? ReadAddress(ref NetlogonNameReader fields) => fields.Bytes(fields.Bytes(1)[0]) switch
    {
        { Length: >= 8 } sockaddr when BinaryPrimitives.ReadUInt16LittleEndian(sockaddr) == FamilyIPv4 => new IPAddress(sockaddr[4..8]),
        _ => null,
    };

    private static void WriteAddress(NetlogonNameWriter blob, IPAddress? address)
    {
        if (address is null)
        {
            blob.Bytes([0]);
            return;
        }

        blob.Bytes([AddressLength]);
        blob.UInt16(FamilyIPv4);
        blob.UInt16(0);
        blob.Bytes(address.MapToIPv4().GetAddressBytes());
        blob.Bytes(new byte[8]);
    }
}

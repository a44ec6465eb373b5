using System.Globalization;
using System.Net;
using System.Text;

namespace Signpost.Bench;

/// <summary>Forests of any size, always the same ones.</summary>
internal static class Forests
{
    private const string Configuration = "CN=Configuration,DC=contoso,DC=test";

    /// <summary>SCPs over a hundred sites, one a minute, as an LDIF export.</summary>
    public static string OfScps(int count)
    {
        var ldif = new StringBuilder("version: 1\n\n");
        for (var n = 0; n < 100; n++)
        {
            ldif.Append(CultureInfo.InvariantCulture, $"dn: CN=Site{n},CN=Sites,{Configuration}\nobjectClass: top\nobjectClass: site\n\n");
            ldif.Append(CultureInfo.InvariantCulture, $"dn: CN=10.{n}.0.0/16,CN=Subnets,CN=Sites,{Configuration}\nobjectClass: top\nobjectClass: subnet\n");
            ldif.Append(CultureInfo.InvariantCulture, $"siteObject: CN=Site{n},CN=Sites,{Configuration}\n\n");
        }

        for (var n = 0; n < count; n++)
        {
            var created = new DateTime(2007, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddMinutes(n * 7919L % count);
            ldif.Append(CultureInfo.InvariantCulture, $"dn: CN=CAS{n},CN=Autodiscover,CN=Protocols,CN=CAS{n},CN=Servers,CN=Exchange Administrative Group (FYDIBOHF23SPDLT),\n");
            ldif.Append(CultureInfo.InvariantCulture, $" CN=Administrative Groups,CN=Contoso,CN=Microsoft Exchange,CN=Services,{Configuration}\n");
            ldif.Append("objectClass: top\nobjectClass: leaf\nobjectClass: connectionPoint\nobjectClass: serviceConnectionPoint\n");
            ldif.Append(CultureInfo.InvariantCulture, $"cn: CAS{n}\nkeywords: 77378F46-2C66-4aa9-A6A6-3E7A48B19596\nkeywords: Site=Site{n % 100}\n");
            ldif.Append(CultureInfo.InvariantCulture, $"serviceClassName: ms-Exchange-AutoDiscover-Service\nserviceDNSName: CAS{n}\n");
            ldif.Append(CultureInfo.InvariantCulture, $"serviceBindingInformation: https://cas{n}.contoso.test/autodiscover/autodiscover.xml\n");
            ldif.Append(CultureInfo.InvariantCulture, $"whenCreated: {created:yyyyMMddHHmmss}.0Z\nuSNCreated: {10000 + n}\n\n");
        }

        return ldif.ToString();
    }

    /// <summary>Subnets of random length, three in four of IPv4, over a hundred sites, as an LDIF export.</summary>
    public static string OfSubnets(int count)
    {
        var random = new Random(42);
        var ldif = new StringBuilder("version: 1\n\n");
        for (var n = 0; n < 100; n++)
        {
            ldif.Append(CultureInfo.InvariantCulture, $"dn: CN=Site{n},CN=Sites,{Configuration}\nobjectClass: site\n\n");
        }

        foreach (var subnet in Enumerable.Range(0, count).Select(_ => Subnet(random)).Distinct())
        {
            ldif.Append(CultureInfo.InvariantCulture, $"dn: CN={subnet},CN=Subnets,CN=Sites,{Configuration}\nobjectClass: subnet\n");
            ldif.Append(CultureInfo.InvariantCulture, $"siteObject: CN=Site{random.Next(100)},CN=Sites,{Configuration}\n\n");
        }

        return ldif.ToString();
    }

    /// <summary>Addresses to look up, as random as the subnets.</summary>
    public static IPAddress[] Addresses(int count)
    {
        var random = new Random(43);
        return [.. Enumerable.Range(0, count).Select(_ => Address(random, random.Next(4) > 0 ? 4 : 16))];
    }

    private static IPNetwork Subnet(Random random)
    {
        var isOld = random.Next(4) > 0;
        var length = isOld ? random.Next(12, 31) : random.Next(32, 65);
        var bytes = Address(random, isOld ? 4 : 16).GetAddressBytes();
        for (var bit = length; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] &= (byte)(0xff ^ (0x80 >> (bit % 8)));
        }

        return new IPNetwork(new IPAddress(bytes), length);
    }

    private static IPAddress Address(Random random, int size)
    {
        var bytes = new byte[size];
        random.NextBytes(bytes);
        bytes[0] = size == 4 ? (byte)10 : (byte)0xfd;
        return new IPAddress(bytes);
    }
}

namespace Signpost.Tests.Sites;

/// <summary>Answers to LDAP pings as they came over the wire, and one made by hand.</summary>
internal static class NetlogonGoldens
{
    /// <summary>Samba 4.17, client in site Oslo, asked 0x16.</summary>
    public static byte[] SambaOslo { get; } = Convert.FromHexString(
        "170000003d1100006125c89693ca8d40ae2cf179f73914b707636f6e746f736f047465737400c01803646331c01807434f4e544f534f" +
        "0003444331000005506172697300044f736c6f0005000000ffffffff");

    /// <summary>Samba 4.17, client in the site of the DC: the second site is a pointer to the first.</summary>
    public static byte[] SambaParis { get; } = Convert.FromHexString(
        "17000000bd110000cf758ad5902eb9409495600f96c82a3b07636f6e746f736f047465737400c01803646331c01807434f4e544f534f" +
        "0003444331000005506172697300c03d05000000ffffffff");

    /// <summary>Samba 4.17, client in no subnet, asked 0x1e: with the DC's address, without a client site.</summary>
    public static byte[] SambaRoamWithAddress { get; } = Convert.FromHexString(
        "170000003d110000cf758ad5902eb9409495600f96c82a3b07636f6e746f736f047465737400c01803646331c01807434f4e544f534f" +
        "00034443310000055061726973000010020000000a4d000100000000000000000d000000ffffffff");

    /// <summary>Samba 4.17, client in site Remote, DC in Default-First-Site-Name.</summary>
    public static byte[] SambaRemote { get; } = Convert.FromHexString(
        "170000001d110000bef6ec5427aa0e40bfc288c6706a57c007636f6e746f736f047465737400c01804646330" +
        "31c01807434f4e544f534f00044443303100001744656661756c742d46697273742d536974652d4e616d6500" +
        "0652656d6f74650005000000ffffffff");

    /// <summary>Made after MS-ADTS section 6.3.1.9, as Windows is said to answer 0x16: next closest site by pointer to the DC's.</summary>
    public static byte[] LikeWindows { get; } = Convert.FromHexString(
        "17000000fdf30000000102030405060708090a0b0c0d0e0f07636f6e746f736f047465737400c0180464633031" +
        "c01807434f4e544f534f000444433031000002485100064272616e636800c03f15000000ffffffff");

    public static TheoryData<byte[]> All => [SambaOslo, SambaParis, SambaRoamWithAddress, SambaRemote, LikeWindows];
}

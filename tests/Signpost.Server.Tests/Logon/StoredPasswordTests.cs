using Signpost.Directory;
using Signpost.Server.Logon;

namespace Signpost.Server.Tests.Logon;

public sealed class StoredPasswordTests
{
    // Made by Python's hashlib, of "secret" and the salt "salt".
    [Theory]
    [InlineData("secret")]
    [InlineData("{CLEARTEXT}secret")]
    [InlineData("{SHA}5en6G6MezRroT3XKqkdPOmY/BfQ=")]
    [InlineData("{ssha}gVK8WC9YyFT1gMsQHTGCgT3sSv5zYWx0")]
    [InlineData("{SSHA256}+E+iFJ27Yu1ODPH1UNKUmzOmUT06dwfghQJRHHnMsO5zYWx0")]
    [InlineData("{SSHA384}BPdC1qPVnOtOWlZBhlNvMSsThLk7gG0moXRB2Ulg+UGkFToChXZ4jNzGfK5Uh3Otc2FsdA==")]
    [InlineData("{SSHA512}E491yrR9AdCoE7rbOPYS3EZgSuZpVE65AD9xko08s6floNesY/Zpe9zMVvLix4S2FiQSJ99RIkNvhHomNO9uL3NhbHQ=")]
    public void The_right_password_is_right_and_no_other_is(string stored)
    {
        Assert.True(IsRight(stored, "secret"));
        Assert.False(IsRight(stored, "Secret"));
        Assert.False(IsRight(stored, "secret "));
        Assert.False(IsRight(stored, ""));
    }

    [Theory]
    [InlineData("{CRYPT}$6$salt$x")]
    [InlineData("{SSHA}")]
    [InlineData("{SSHA}c2hvcnQ=")]
    [InlineData("{SSHA}***")]
    [InlineData("{SSHA512}5en6G6MezRroT3XKqkdPOmY/BfQ=")]
    [InlineData("{ARGON2}$argon2id$v=19")]
    public void Of_a_hash_that_is_none_or_another_no_password_is_right(string stored) => Assert.False(IsRight(stored, "secret"));

    private static bool IsRight(string stored, string password) => StoredPassword.IsRight(new OctetString(stored), new Secret(password));
}

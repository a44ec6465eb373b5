namespace Signpost.Transport;

/// <summary>The one rule about credentials and URLs.</summary>
internal static class CredentialRule
{
    extension(Uri url)
    {
        /// <summary>Credentials may go here: HTTPS, and nothing else.</summary>
        public bool MayCarryCredentials => url.Scheme == Uri.UriSchemeHttps;
    }
}

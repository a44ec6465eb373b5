namespace Signpost.Sites;

/// <summary>The bytes are no netlogon answer. Thrown by the codec alone, caught by the pinger alone.</summary>
internal sealed class NetlogonFormatException(string what, int at) : Exception($"{what} at byte {at}");

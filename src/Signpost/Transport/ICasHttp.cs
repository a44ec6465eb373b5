namespace Signpost.Transport;

/// <summary>The way to Client Access Servers: the network, or the literal of a test.</summary>
internal interface ICasHttp
{
    /// <summary>A session; dispose it when the conversation is over.</summary>
    /// <param name="onConnected">Called each time a connection is made.</param>
    ICasSession Open(Action onConnected);
}

namespace Signpost.Server.Logon;

/// <summary>Who asks, as the logon proved it.</summary>
/// <param name="Name">The name as the scheme gives it: <c>ann@contoso.test</c>, <c>CONTOSO\ann</c> or <c>ann@CONTOSO.TEST</c>.</param>
/// <param name="Scheme">By which scheme: <c>Basic</c>, <c>Negotiate</c>, <c>Bearer</c>.</param>
public sealed record Caller(string Name, string Scheme);

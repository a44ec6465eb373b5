namespace Signpost;

/// <summary>A password. It prints as <c>***</c> and is only read where it is sent.</summary>
public sealed class Secret(string value)
{
    /// <summary>The password itself; never store or print what this returns.</summary>
    public string Reveal() => value;

    /// <summary>Three asterisks.</summary>
    public override string ToString() => "***";
}

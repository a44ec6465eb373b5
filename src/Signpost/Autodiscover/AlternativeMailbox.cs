namespace Signpost.Autodiscover;

/// <summary>Another mailbox to open beside one's own (MS-OXDSCLI, AlternativeMailbox). What was not given is "".</summary>
public sealed record AlternativeMailbox
{
    /// <summary><c>Archive</c>, <c>Delegate</c> or <c>TeamMailbox</c>.</summary>
    public string Type { get; init; } = "";

    /// <summary>How it is called.</summary>
    public string DisplayName { get; init; } = "";

    /// <summary>Its legacy DN, where it is reached by that and <see cref="Server"/>.</summary>
    public string LegacyDn { get; init; } = "";

    /// <summary>Its server.</summary>
    public string Server { get; init; } = "";

    /// <summary>Its address, where it is reached by a discovery of its own.</summary>
    public string SmtpAddress { get; init; } = "";

    /// <summary>The address of who owns it.</summary>
    public string OwnerSmtpAddress { get; init; } = "";
}

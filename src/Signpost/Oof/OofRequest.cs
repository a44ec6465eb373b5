using Signpost.Ews;

namespace Signpost.Oof;

/// <summary>What is asked about somebody's absence (MS-OXWOOF).</summary>
public abstract record OofRequest : EwsCall
{
    private OofRequest(EwsAddress mailbox) => Mailbox = mailbox;

    /// <summary>Whose.</summary>
    public EwsAddress Mailbox { get; init; }

    /// <summary>What is set (MS-OXWOOF, GetUserOofSettings)?</summary>
    public sealed record Get : OofRequest
    {
        /// <summary>What is set for this mailbox?</summary>
        public Get(EwsAddress mailbox)
            : base(mailbox)
        {
        }
    }

    /// <summary>Set this (MS-OXWOOF, SetUserOofSettings).</summary>
    public sealed record Set : OofRequest
    {
        /// <summary>Set this for this mailbox.</summary>
        public Set(EwsAddress mailbox, OofSettings settings)
            : base(mailbox) => Settings = settings;

        /// <summary>What to set.</summary>
        public OofSettings Settings { get; init; }
    }
}

using Signpost.Transport;

namespace Signpost.Ews;

/// <summary>Why a request is not read; thrown nowhere, handed up.</summary>
internal sealed record EwsRefusal(EwsErrorCode Code, string What, int Line, int Column)
{
    public static EwsRefusal At(XmlPart part, EwsErrorCode code, string what) => new(code, what, part.Line, part.Column);

    public EwsRequestReading<T> As<T>()
        where T : EwsCall => new EwsRequestReading<T>.Refused(Code, What, Line, Column);
}

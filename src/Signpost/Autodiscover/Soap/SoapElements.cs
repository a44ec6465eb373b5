using Signpost.Transport;

namespace Signpost.Autodiscover.Soap;

/// <summary>Words for what SOAP Autodiscover has in many places.</summary>
internal static class SoapElements
{
    extension(XmlPart part)
    {
        /// <summary>The code; where none is given, all is well.</summary>
        public SoapErrorCode ErrorCode => part.TextOf("ErrorCode") is not "" and var text ? new SoapErrorCode(text) : SoapErrorCode.NoError;
    }
}

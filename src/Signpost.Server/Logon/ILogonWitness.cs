using Microsoft.AspNetCore.Http;

namespace Signpost.Server.Logon;

/// <summary>Is told how logons go.</summary>
public interface ILogonWitness
{
    /// <summary>Credentials were refused. Requests without any are not told.</summary>
    void Refused(HttpContext exchange, string scheme, LogonVerdict.Refused verdict);

    /// <summary>Nobody could judge.</summary>
    void Away(HttpContext exchange, string scheme, string why);
}

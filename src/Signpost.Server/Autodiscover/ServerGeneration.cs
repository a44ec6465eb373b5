using System.Globalization;
using Signpost.Autodiscover;
using Signpost.Autodiscover.Soap;
using Signpost.Transport;

namespace Signpost.Server.Autodiscover;

/// <summary>What follows from the version that a server says it has.</summary>
internal static class ServerGeneration
{
    extension(ServerVersion version)
    {
        /// <summary>The newest schema of EWS it knows, as clients name it.</summary>
        public string SchemaName => version switch
        {
            { Major: > 15 } or { Major: 15, Minor: > 0 } => "Exchange2015",
            { Major: 15, Build: >= 847 } => "Exchange2013_SP1",     // 15.0.847 is Exchange 2013 SP1
            { Major: 15 } => "Exchange2013",
            { Major: 14, Minor: >= 2 } => "Exchange2010_SP2",
            { Major: 14, Minor: 1 } => "Exchange2010_SP1",
            { Major: 14 } => "Exchange2010",
            { Minor: 0 } => "Exchange2007",
            _ => "Exchange2007_SP1",
        };

        /// <summary>All of them, the oldest first. exchangelib sorts them as text and must know the last.</summary>
        public string SchemaNames => string.Join(", ", ExchangeVersion.Names.Take(ExchangeVersion.Names.IndexOf(version.SchemaName) + 1));

        /// <summary>The version as SOAP writes it: <c>15.01.2507.000</c>.</summary>
        public string Dotted => string.Create(CultureInfo.InvariantCulture, $"{version.Major:00}.{version.Minor:00}.{version.Build:0000}.000");

        /// <summary>The version in the header of each answer of SOAP.</summary>
        public ServerVersionInfo Info => new(version.Major, version.Minor, version.Build, 0, version.SchemaName);
    }
}

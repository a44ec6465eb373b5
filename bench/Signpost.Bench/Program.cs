using System.Globalization;
using BenchmarkDotNet.Running;
using Signpost.Bench;

// forest N FILE writes a forest of N SCPs, for measuring the executable; calendars measures those; anything else is for BenchmarkDotNet.
if (args is ["forest", var count, var path])
{
    File.WriteAllText(path, Forests.OfScps(int.Parse(count, CultureInfo.InvariantCulture)));
    return 0;
}

if (args is ["calendars"])
{
    await CalendarTimes.RunAsync(CalendarPeer.Measure);
    return 0;
}

BenchmarkSwitcher.FromAssembly(typeof(Forests).Assembly).Run(args);
return 0;

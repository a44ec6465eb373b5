using System.Globalization;

namespace Signpost;

/// <summary>How often one run may be sent elsewhere, by HTTP redirects, RedirectUrl, RedirectAddr and SCP pointers together (MS-OXDISCO section 3.1.5).</summary>
/// <remarks>
/// What moves the whole run, a pointer or another address, is taken from the run's own budget. The candidates of a race draw on a branch of it: what one of them
/// wastes must not keep a rival from its one redirect. Where an answer moves the run, its branch joins the run; so no way to an answer is longer than the budget.
/// </remarks>
internal sealed class HopBudget(int most)
{
    private readonly Lock gate = new();
    private readonly List<string> taken = [];
    private HopBudget? trunk;

    /// <summary>The redirects of this way so far.</summary>
    public int Used => Taken().Count;

    /// <summary>Why no more are followed, and what used them up.</summary>
    public string Exhausted
    {
        get
        {
            var users = Taken().GroupBy(how => how).Select(hops => string.Create(CultureInfo.InvariantCulture, $"{hops.Count()} by {hops.Key}"));
            return string.Create(CultureInfo.InvariantCulture, $"more than {most} redirects: {string.Join(", ", users)}").TrimEnd(' ', ':');
        }
    }

    /// <summary>A budget for one of several ways; what its rivals take does not count.</summary>
    public HopBudget Branch() => new(most) { trunk = this };

    /// <summary>Takes one; false when none is left.</summary>
    /// <param name="how">By what the run is sent elsewhere, for example <c>HTTP 302</c>.</param>
    public bool TryTake(string how)
    {
        lock (gate)
        {
            var hasRoom = Taken().Count < most;
            if (hasRoom)
            {
                taken.Add(how);
            }

            return hasRoom;
        }
    }

    /// <summary>The run goes where this branch led: its redirects are the run's from now on.</summary>
    public void Join(HopBudget branch)
    {
        var hops = branch.Own();
        lock (gate)
        {
            taken.AddRange(hops);
        }
    }

    private List<string> Taken() => [.. trunk?.Taken() ?? [], .. Own()];

    private List<string> Own()
    {
        lock (gate)
        {
            return [.. taken];
        }
    }
}

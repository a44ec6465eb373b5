using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Signpost.Directory;

/// <summary>The objects of a file by their names, each below the one above it. What an export left out above its base stands in as a name without an object.</summary>
internal sealed class LdifTree
{
    private readonly Dictionary<DistinguishedName, Node> nodes = [];
    private readonly Node root = new(DistinguishedName.Root);
    private int added;

    public LdifTree() => nodes.Add(DistinguishedName.Root, root);

    /// <summary>What the rootDSE of the export says, where there is one.</summary>
    public LdifEntry? RootDse => root.Entry;

    /// <summary>How many objects it holds, the rootDSE included.</summary>
    public int Count { get; private set; }

    /// <summary>The objects in it, in no order, but for the rootDSE.</summary>
    public IEnumerable<LdifEntry> Objects => nodes.Values.Where(node => node != root).Select(node => node.Entry).OfType<LdifEntry>();

    /// <summary>The names in it, also those without an object, but for the root.</summary>
    public IEnumerable<DistinguishedName> Names => nodes.Keys.Where(name => name.Depth > 0);

    /// <summary>Whether an object, or at least something below it, is there.</summary>
    public bool Knows(DistinguishedName name) => nodes.ContainsKey(name);

    /// <exception cref="LdifFormatException">It is there already.</exception>
    public void Add(DistinguishedName name, int line, LdifAttribute[] attributes)
    {
        var node = At(name);
        if (node.Entry is { } before)
        {
            throw new LdifFormatException(line, string.Create(CultureInfo.InvariantCulture, $"the same object as in line {before.Line}: {OneLine.Of(name.ToString())}"));
        }

        node.Entry = new LdifEntry(name, line, added++, attributes);
        Count++;
    }

    public bool TryGet(DistinguishedName name, [NotNullWhen(true)] out LdifEntry? entry)
    {
        entry = nodes.TryGetValue(name, out var node) ? node.Entry : null;
        return entry is not null;
    }

    /// <summary>Puts an object in the place of the one that has its name.</summary>
    public void Replace(LdifEntry entry) => nodes[entry.Name].Entry = entry;

    /// <summary>Takes an object out; false when others lie below it.</summary>
    public bool TryRemove(LdifEntry entry)
    {
        var node = nodes[entry.Name];
        if (node.FirstBelow is not null)
        {
            return false;
        }

        node.Entry = null;
        Count--;
        for (; node is { Entry: null, Above: { } above, FirstBelow: null }; node = above)
        {
            nodes.Remove(node.Name);
            above.Release(node);
        }

        return true;
    }

    /// <summary>The objects in a scope, in the order of the file. The rootDSE is in its own base scope only (RFC 4512 section 5.1).</summary>
    public List<LdifEntry> In(DistinguishedName @base, SearchScope scope)
    {
        var start = nodes[@base];
        var found = new List<LdifEntry>();
        if (scope is SearchScope.Base)
        {
            Collect(start, found);
            return found;
        }

        if (scope is SearchScope.Subtree && start != root)
        {
            Collect(start, found);
        }

        var open = new Stack<Node>();
        Open(start, open);
        while (open.TryPop(out var node))
        {
            Collect(node, found);
            if (scope is SearchScope.Subtree)
            {
                Open(node, open);
            }
        }

        found.Sort((left, right) => left.Order.CompareTo(right.Order));
        return found;
    }

    private static void Open(Node above, Stack<Node> open)
    {
        for (var node = above.FirstBelow; node is not null; node = node.Next)
        {
            open.Push(node);
        }
    }

    private static void Collect(Node node, List<LdifEntry> found)
    {
        if (node.Entry is { } entry)
        {
            found.Add(entry);
        }
    }

    private Node At(DistinguishedName name)
    {
        if (nodes.TryGetValue(name, out var known))
        {
            return known;
        }

        // Upwards until something is known; a chain of names can be long, so no recursion.
        var node = new Node(name);
        var made = node;
        for (nodes.Add(name, node); ;)
        {
            var above = node.Name.Parent!;
            if (nodes.TryGetValue(above, out var parent))
            {
                parent.Adopt(node);
                return made;
            }

            parent = new Node(above);
            nodes.Add(above, parent);
            parent.Adopt(node);
            node = parent;
        }
    }

    /// <summary>A name in the tree. Those below it are a chain, because most have one or none.</summary>
    private sealed class Node(DistinguishedName name)
    {
        public DistinguishedName Name { get; } = name;

        public LdifEntry? Entry { get; set; }

        public Node? Above { get; private set; }

        public Node? FirstBelow { get; private set; }

        public Node? Next { get; private set; }

        public void Adopt(Node child)
        {
            (child.Above, child.Next) = (this, FirstBelow);
            FirstBelow = child;
        }

        public void Release(Node child)
        {
            if (FirstBelow == child)
            {
                FirstBelow = child.Next;
                return;
            }

            var before = FirstBelow!;
            while (before.Next != child)
            {
                before = before.Next!;
            }

            before.Next = child.Next;
        }
    }
}

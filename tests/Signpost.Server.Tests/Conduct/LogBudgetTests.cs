using Signpost.Server.Conduct;

namespace Signpost.Server.Tests.Conduct;

public sealed class LogBudgetTests
{
    [Fact]
    public void Beyond_the_budget_lines_are_only_counted_until_the_books_are_closed()
    {
        var budget = new LogBudget("failed logons", 3);

        Assert.Equal([true, true, true, false, false], Enumerable.Range(0, 5).Select(_ => budget.Allows()));
        Assert.Equal(2, budget.Close());
        Assert.True(budget.Allows());
        Assert.Equal(0, budget.Close());
    }
}

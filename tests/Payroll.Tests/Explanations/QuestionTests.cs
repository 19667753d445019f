using System.Text;
using Bureau.Kernel.Audit;
using Bureau.Kernel.Data;
using Bureau.Kernel.Identity;
using Bureau.Onboarding.Contracts;
using Bureau.Payroll.Explanations.Questions;
using Bureau.Payroll.Tests.Runs;
using Bureau.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Bureau.Payroll.Tests.Explanations;

public class QuestionTests
{
    private static readonly Actor Employee = new(31, "Person E1", [new Membership(Role.Employee, TestHouse.Harbour.Id, 1)]);

    private static Task<IReadOnlyList<ToDo>> WaitingAsync(PayrollHouse house) => house.House.Services.GetServices<IToDos>().OfType<QuestionToDos>().Single().ForAsync(PayrollHouse.Preparer, TestHouse.Harbour);

    [Theory, OnEachEngine]
    public async Task A_question_waits_for_whoever_answers_until_it_is_answered(Engine engine)
    {
        await using var house = await PayrollHouse.StartAsync(engine);
        house.People.Salaried(1, 60_000m);
        var run = await house.ReleaseAsync(await house.InReviewAsync());
        var ask = house.Get<AskAboutLine>();

        (await ask.AskAsync(Employee, TestHouse.Harbour, run.Id, 1, "tax", " Why so much?\r\nReally? ")).ShouldBeNull();
        (await ask.AskAsync(Employee, TestHouse.Harbour, run.Id, 1, "tax", "Why so much?\nReally?")).ShouldBeNull("sent twice, kept once");
        (await WaitingAsync(house)).ShouldHaveSingleItem().ShouldSatisfyAllConditions(t => t.Title.ShouldEndWith(": Tax"), t => t.Href.ShouldEndWith($"/runs/{run.Id}/payslips/1/explain/tax#messages"));

        (await ask.AnswerAsync(PayrollHouse.Approver, TestHouse.Harbour, run.Id, 1, "tax", "No.")).ShouldNotBeNull();
        (await ask.AnswerAsync(PayrollHouse.Preparer, TestHouse.Harbour, run.Id, 1, "tax", "Your code changed.")).ShouldBeNull();
        (await WaitingAsync(house)).ShouldBeEmpty();
        (await ask.ReadAsync(TestHouse.Harbour.Id, run.Id, 1, "tax")).Select(m => (m.AuthorName, m.Text)).ShouldBe([("Person E1", "Why so much?\nReally?"), ("Pat", "Your code changed.")]);
        (await house.Get<AuditTrail>().ReadAsync(house.Get<PayrollStore>(), TestHouse.Harbour.Id, $"payslip/{run.Id}/1", 0, 10)).Select(e => e.Action).ShouldBe(["payslip.answer", "payslip.ask"]);
    }

    [Fact]
    public async Task What_was_written_is_stored_encrypted_and_must_say_something()
    {
        await using var house = await PayrollHouse.StartAsync();
        house.People.Salaried(1, 60_000m);
        var run = await house.ReleaseAsync(await house.InReviewAsync());
        var ask = house.Get<AskAboutLine>();

        (await ask.AskAsync(Employee, TestHouse.Harbour, run.Id, 1, "tax", "  ")).ShouldNotBeNull();
        (await ask.AskAsync(Employee, TestHouse.Harbour, run.Id, 1, "tax", new string('x', 2001))).ShouldNotBeNull();
        (await ask.ReadAsync(TestHouse.Harbour.Id, run.Id, 1, "tax")).ShouldBeEmpty();
        await ask.AskAsync(Employee, TestHouse.Harbour, run.Id, 1, "tax", "I earn 5,000");
        await using var db = await house.Get<PayrollStore>().OpenAsync(TestHouse.Harbour.Id);
        Encoding.UTF8.GetString((await db.SingleAsync<byte[]>("select body from payroll.payslip_message where client_id = @Client"))).ShouldNotContain("5,000");
    }
}

using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Bureau.Kernel.Web;
using Bureau.Payroll.Payslips.Document;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Bureau.Payroll.Tests.Payslips;

public sealed class PayslipHtmlTests : IDisposable
{
    private readonly WebApplication _app;

    public PayslipHtmlTests()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddControllersWithViews().AddApplicationPart(typeof(PayslipView).Assembly);
        builder.Services.AddSingleton(new Wording("en", []));
        _app = builder.Build();
    }

    public void Dispose() => ((IDisposable)_app).Dispose();

    private async Task<IHtmlDocument> Render(PayslipView view)
    {
        var engine = _app.Services.GetRequiredService<IRazorViewEngine>();
        var found = engine.GetView(null, "/Payslips/Document/_PayslipDocument.cshtml", isMainPage: false);
        found.Success.ShouldBeTrue();
        using var output = new StringWriter();
        var http = new DefaultHttpContext { RequestServices = _app.Services };
        var action = new ActionContext(http, new RouteData(), new ActionDescriptor());
        var data = new ViewDataDictionary<PayslipView>(new EmptyModelMetadataProvider(), new ModelStateDictionary()) { Model = view };
        var temporary = new TempDataDictionary(http, _app.Services.GetRequiredService<ITempDataProvider>());
        await found.View.RenderAsync(new ViewContext(action, found.View, data, temporary, output, new HtmlHelperOptions()));
        return await new HtmlParser().ParseDocumentAsync(output.ToString());
    }

    [Fact]
    public async Task Every_table_is_captioned_and_every_header_says_what_it_heads()
    {
        var html = await Render(new(SamplePayslips.RefundLoanBenefitExpenses));
        html.QuerySelectorAll("table").Length.ShouldBe(6);
        html.QuerySelectorAll("table").ShouldAllBe(table => table.QuerySelector("caption")!.TextContent.Length > 0);
        html.QuerySelectorAll("th").ShouldAllBe(header => header.GetAttribute("scope") == "col" || header.GetAttribute("scope") == "row");
        html.QuerySelectorAll("td").ShouldAllBe(cell => cell.ClassList.Contains("num"));
        foreach (var table in html.QuerySelectorAll<IHtmlTableElement>("table"))
            table.Rows.Select(row => row.Cells.Sum(cell => cell.ColumnSpan)).Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task Shows_every_line_with_amount_and_year_to_date()
    {
        var payslip = SamplePayslips.WeeklyHourly;
        var html = await Render(new(payslip));
        Row(html, "Overtime at time and a half").ShouldBe(["6.00", "19.485", "116.91", "993.73"]);
        Row(html, "Holiday pay").ShouldBe(["4.00", "12.99", "51.96", "415.68"]);
        Row(html, "Income tax (PAYE) variable").ShouldBe(["87.00", "2,501.40"]);
        Row(html, "Gross pay").ShouldBe(["677.38", "18,189.90"]);
        Row(html, "Overtime").ShouldBe(["6.00"]);
        html.QuerySelector(".payslip-net .total .num")!.TextContent.ShouldBe("£570.94");
        html.QuerySelectorAll("a").ShouldBeEmpty();
    }

    [Fact]
    public async Task Amounts_link_to_their_explanation_where_there_is_one()
    {
        var html = await Render(new(SamplePayslips.MonthlySalary, item => item == "cycle_scheme" ? null : $"/explain/{item}"));
        var links = html.QuerySelectorAll("a");
        links.Length.ShouldBe(10);
        var tax = links.Single(link => link.GetAttribute("href") == "/explain/income_tax");
        tax.TextContent.ShouldBe("540.40");
        tax.GetAttribute("aria-label").ShouldBe("540.40: how Income tax (PAYE) was worked out");
    }

    [Fact]
    public async Task Names_and_messages_are_text_never_markup()
    {
        var payslip = SamplePayslips.MonthlySalary with { Message = "<script>alert(1)</script>\nsecond", Employee = new("<b>Zoë</b> & Łukasz", "1") };
        var html = await Render(new(payslip));
        html.QuerySelectorAll("script, b").ShouldBeEmpty();
        html.Body!.TextContent.ShouldContain("<b>Zoë</b> & Łukasz");
        html.QuerySelectorAll("[aria-label='Message from your employer'] p").Select(p => p.TextContent).ShouldBe(["<script>alert(1)</script>", "second"]);
    }

    private static IEnumerable<string> Row(IHtmlDocument html, string label) =>
        html.QuerySelectorAll("tr").Single(row => Words(row.Children[0]) == label).QuerySelectorAll("td").Select(Words);

    private static string Words(IElement element) => string.Join(' ', element.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}

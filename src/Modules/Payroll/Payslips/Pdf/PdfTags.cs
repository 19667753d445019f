using System.Globalization;

namespace Bureau.Payroll.Payslips.Pdf;

/// <summary>
/// The logical structure of the document (ISO 32000-1, 14.7 and 14.8): headings, paragraphs and tables that point to marked content, so that
/// a screen reader reads lines and headers, not positions. A tag either holds tags or one piece of marked content of one page.
/// </summary>
internal sealed class PdfTags
{
    public const int Root = 0;
    public const string ColumnHeader = "/A<</O/Table/Scope/Column>>";
    public const string RowHeader = "/A<</O/Table/Scope/Row>>";

    private struct Tag
    {
        public string Type;
        public string? Attributes;
        public int Parent, Page, Content, FirstKid, LastKid, Next;
    }

    private Tag[] _tags = new Tag[256];
    private int _count;
    private readonly List<List<int>> _contents = [];

    public PdfTags() => Add(-1, "Document", null);

    public static string RowHeaderOf(int columns) => columns == 1 ? RowHeader : string.Create(CultureInfo.InvariantCulture, $"/A<</O/Table/Scope/Row/ColSpan {columns}>>");

    /// <returns>The tag, to be named as parent of others.</returns>
    public int Add(int parent, string type, string? attributes = null)
    {
        if (_count == _tags.Length) Array.Resize(ref _tags, _count * 2);
        _tags[_count] = new() { Type = type, Attributes = attributes, Parent = parent, Content = -1 };
        if (parent >= 0)
        {
            if (_tags[parent].FirstKid == 0) _tags[parent].FirstKid = _count;
            else _tags[_tags[parent].LastKid].Next = _count;
            _tags[parent].LastKid = _count;
        }
        return _count++;
    }

    /// <returns>Number under which the content is marked on its page.</returns>
    public int Mark(int tag, int page)
    {
        while (_contents.Count <= page) _contents.Add([]);
        _tags[tag].Page = page;
        _tags[tag].Content = _contents[page].Count;
        _contents[page].Add(tag);
        return _tags[tag].Content;
    }

    /// <param name="pages">Object numbers of the pages. Page n has the key n in the parent tree.</param>
    /// <returns>Object number of the structure tree root.</returns>
    public int Write(PdfFile file, IReadOnlyList<int> pages)
    {
        var root = file.Reserve();
        var first = file.Reserve();
        for (var i = 1; i < _count; i++) file.Reserve();
        for (var i = 0; i < _count; i++)
        {
            ref var tag = ref _tags[i];
            var output = file.Object(first + i).Add("<</S/"u8).Add(tag.Type).Add("/P "u8).Reference(tag.Parent < 0 ? root : first + tag.Parent);
            if (tag.Attributes is not null) output.Add(tag.Attributes);
            if (tag.Content >= 0)
            {
                output.Add("/Pg "u8).Reference(pages[tag.Page]).Add("/K "u8).Add(tag.Content);
            }
            else if (tag.FirstKid > 0)
            {
                output.Add("/K["u8);
                for (var kid = tag.FirstKid; kid > 0; kid = _tags[kid].Next) output.Reference(first + kid).Add((byte)' ');
                output.Add((byte)']');
            }
            output.Add(">>"u8);
        }
        var tree = file.Object(root).Add("<</Type/StructTreeRoot/K "u8).Reference(first).Add("/ParentTreeNextKey "u8).Add(pages.Count).Add("/ParentTree<</Nums["u8);
        for (var page = 0; page < pages.Count; page++)
        {
            tree.Add(page).Add((byte)'[');
            if (page < _contents.Count)
                foreach (var tag in _contents[page]) tree.Reference(first + tag).Add((byte)' ');
            tree.Add((byte)']');
        }
        tree.Add("]>>>>"u8);
        return root;
    }
}

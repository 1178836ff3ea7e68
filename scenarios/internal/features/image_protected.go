package features

import s "github.com/oss403/oss403/scenarios"

// imageProtected lists images with a protected original. Without credentials, callers get such an
// image only by a style. The console protects originals by suffix.
// https://help.aliyun.com/document_detail/54739.html
func imageProtected() []s.Scenario {
	original := s.AnObject(s.PublicRead).With(s.ObjectKey, "image.jpg") // the suffix decides, not the content
	image := original.With(s.Image, s.JPEG)
	unsigned := []s.Carrier{s.Unsigned}
	anonymous, info := s.GetObject().By(s.Anonymous), s.GetImageInfo()
	scenario := func(variant, title string, given s.State, when s.Request, fault s.Fault, then s.Expectation) s.Scenario {
		return s.Scenario{ID: "access-denied/image-protected/{carrier}/" + variant, Row: "X27", Title: title, Carriers: unsigned,
			Given: given, When: when, Fault: fault, Then: then}
	}
	protected := s.With(s.ProtectedOriginals, "jpg")
	return []s.Scenario{
		scenario("process", "a protected image is not worked on for whoever sends no credentials",
			image, info.By(s.Anonymous), protected, styleWanted()),
		scenario("original", "a protected image is not read as it is without credentials", original, anonymous, protected, originalKept()),
		scenario("process-signed", "a protected image is worked on for whoever signs, and for nobody else",
			image.With(s.ProtectedOriginals, "jpg"), info, s.SentBy(s.Anonymous), styleWanted()),
		scenario("original-signed", "a protected image is read by whoever signs, and by nobody else",
			original.With(s.ProtectedOriginals, "jpg"), s.GetObject(), s.SentBy(s.Anonymous), originalKept()),
	}
}

// The FAQ prints the text for image parameters. For the original, another page says HTTP 403 and
// prints no text.
const (
	pageProtected s.Source = "https://help.aliyun.com/document_detail/54739.html"
	pageImageFAQ  s.Source = "https://help.aliyun.com/zh/oss/user-guide/faq-2"
	protectedText          = "The channel can be only accessed using style."
)

func styleWanted() s.Expectation {
	return originalKept().
		Message(s.Exactly(protectedText), s.Documented(pageImageFAQ)).
		EC("0040-00000031", s.Documented(s.ECPage("0040-00000031"))).For("")
}

func originalKept() s.Expectation {
	like := s.Inferred("as for an image that is worked on")
	return s.Denied("AccessDenied", s.Inferred("an answer of 2019, which cannot be followed")).
		Element(s.FieldStatus, s.Exactly("403"), s.Documented(pageProtected)).
		Message(s.Exactly(protectedText), like).
		EC("0040-00000031", like).For("")
}

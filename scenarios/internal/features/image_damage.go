package features

import s "github.com/oss403/oss403/scenarios"

// imageDamage lists images that can't be decoded: OSS does not process them. The page says HTTP
// 403, the pages of image processing say 400.
func imageDamage() []s.Scenario {
	damaged := func(variant, title string, whole, broken string) s.Scenario {
		return s.Scenario{
			ID: "image-damage/{carrier}/" + variant, Row: "R31", Title: title, Carriers: []s.Carrier{s.V4Header, s.V4URL},
			Given: s.AnObject(s.Private).With(s.Image, whole),
			When:  s.GetImageInfo(),
			Fault: s.With(s.Image, broken),
			Then:  damagedImage(),
		}
	}
	processed := func(variant, title, action string) s.Scenario {
		return s.Scenario{
			ID: "image-damage/{carrier}/" + variant, Row: "R31", Title: title, Carriers: []s.Carrier{s.V4Header, s.V4URL},
			Given: s.AnObject(s.Private).With(s.Image, s.JPEG),
			When:  s.ProcessImage(action, ""),
			Fault: s.With(s.Image, s.JPEGCut),
			Then:  damagedImage(),
		}
	}
	return []s.Scenario{
		damaged("jpeg-cut", "a JPEG whose scan data are cut is damaged", s.JPEG, s.JPEGCut),
		damaged("jpeg-header", "a JPEG whose header is broken is damaged", s.JPEG, s.JPEGBrokenHeader),
		damaged("png-crc", "a PNG with a wrong CRC is damaged", s.PNG, s.PNGWrongCRC),
		damaged("png-cut", "a PNG whose data are cut is damaged", s.PNG, s.PNGCut),
		damaged("webp-cut", "a WebP whose data are cut is damaged", s.WebP, s.WebPCut),
		damaged("webp-header", "a WebP whose header is broken is damaged", s.WebP, s.WebPBrokenHeader),
		processed("resize", "a damaged JPEG is not resized", "resize,w_10"),
		processed("crop", "a damaged JPEG is not cropped", "crop,w_10,h_10"),
		processed("format", "a damaged JPEG is not written in another format", "format,png"),
		damaged("gif-cut", "a GIF whose data are cut is damaged", s.GIF, s.GIFCut),
	}
}

func damagedImage() s.Expectation {
	page := s.Documented(s.Page403)
	return s.Denied("ImageDamage", page).
		Element(s.FieldStatus, s.Exactly("403"), page).
		Or(s.Exactly("400"), s.Documented("https://help.aliyun.com/document_detail/44706.html")).
		Message(s.Exactly("The image file may be damaged."), page).
		Element(s.FieldEC, s.Pattern(`^0040-\d{8}$`), s.Inferred("only the family is known"))
}
